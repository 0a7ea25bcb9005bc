/** How the scans of a project went: over time, by terminal, by hour of the week, and why pictures were refused. */
import { texts } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Filter, oneOf } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { useTick } from '../ui/time.tsx';
import { ByTerminal } from './by-terminal.tsx';
import { HeatMap } from './heat-map.tsx';
import { usePeriod } from './period-choice.tsx';
import { Refusals } from './refusals.tsx';
import { ScansOverTime } from './scans-over-time.tsx';
import { SignalsPanel } from './signals-panel.tsx';
import { MINUTE_MS } from './this-minute.ts';

export function AnalyticsPage() {
  useTick(MINUTE_MS);
  const [state] = useAddressState<'operation'>();
  const period = usePeriod('day');
  const operation = oneOf(state.operation, texts.scans.operations) ?? 'identify';
  return (
    <Page title={texts.nav.analytics}>
      <div className="filters">
        <Filter
          name="operation"
          label={texts.scans.operation}
          options={Object.entries(texts.scans.operations)}
          always={operation}
        />
      </div>
      <ScansOverTime operation={operation} />
      <div className="columns">
        <Refusals operation={operation} period={period} />
        <ByTerminal period={period} />
      </div>
      <HeatMap operation={operation} />
      <SignalsPanel />
    </Page>
  );
}
