/** The morning's questions: who came, what failed, what needs attention; each number leads to the list behind it. */
import { Page } from '../ui/page.tsx';
import { texts } from '../texts/texts.ts';
import { useTick } from '../ui/time.tsx';
import { FirstSteps } from './first-steps.tsx';
import { NeedsAttention } from './needs-attention.tsx';
import { ScansOverTime } from './scans-over-time.tsx';
import { SignalsPanel } from './signals-panel.tsx';
import { MINUTE_MS } from './this-minute.ts';
import { Today } from './today.tsx';

export function OverviewPage() {
  useTick(MINUTE_MS);
  return (
    <Page title={texts.nav.overview}>
      <FirstSteps />
      <Today />
      <NeedsAttention />
      <div className="columns">
        <ScansOverTime operation="identify" />
        <SignalsPanel />
      </div>
    </Page>
  );
}
