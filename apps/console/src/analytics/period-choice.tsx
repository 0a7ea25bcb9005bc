/** Which period a page looks at, kept in its address. */
import { texts } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { oneOf } from '../ui/filters.tsx';
import { type Period, PERIODS } from './scan-counts.ts';

const { analytics } = texts;

export function usePeriod(fallback: Period): Period {
  const [{ period }] = useAddressState<'period'>();
  return oneOf(period, PERIODS) ?? fallback;
}

export function PeriodChoice({ period }: { period: Period }) {
  const [, change] = useAddressState<'period'>();
  return (
    <div className="row" role="group" aria-label={analytics.span}>
      {(Object.keys(PERIODS) as Period[]).map((name) => (
        <button
          type="button"
          key={name}
          className="button"
          data-size="small"
          data-kind={name === period ? 'primary' : undefined}
          aria-pressed={name === period}
          onClick={() => change({ period: name })}
        >
          {analytics.spans[name]}
        </button>
      ))}
    </div>
  );
}
