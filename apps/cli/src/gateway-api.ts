/** The gateway's HTTP API as a command sees it: an answer, or a refusal in its own words. */

export class RefusalError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly body: Record<string, unknown>,
  ) {
    super(message);
  }
}

export class Gateway {
  constructor(
    readonly url: string,
    private readonly apiKey?: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.ask<T>('POST', path, body);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, this.url), {
      method,
      redirect: 'error',
      headers: {
        ...(this.apiKey ? { 'X-API-Key': this.apiKey } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    }).catch((error: unknown) => {
      throw new Error(
        `${this.url} does not answer (${String((error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message)})`,
      );
    });
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (response.ok) return answer as T;
    const refusal = (answer.error ?? {}) as { code?: string; message?: string };
    const code = refusal.code ?? 'unknown';
    throw new RefusalError(response.status, code, `${code}: ${refusal.message ?? `HTTP ${response.status}`}`, answer);
  }
}
