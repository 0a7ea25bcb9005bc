/** Medians, quantiles and round numbers. */

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

export function rounded(value: number, digits = 3): number {
  return Number(value.toPrecision(digits));
}
