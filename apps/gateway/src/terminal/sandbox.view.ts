import { type SessionView } from '../enrollment/enrollment.view.js';
import { type TerminalScanView } from './terminal.view.js';

/** What the simulated terminal did with the palm: enrolled it, or scanned it. */
export class PresentedView {
  session: SessionView | null;
  scan: TerminalScanView | null;
}
