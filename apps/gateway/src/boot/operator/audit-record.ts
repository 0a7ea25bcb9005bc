/** `thenar audit verify`: whether the record of who did what is whole. */
import { type CommandResult, EXIT } from '#platform/commands';
import { type ChainBreak, verifyChains } from '../../audit/verify-chain.js';
import type { GatewayConfig } from '../../gateway.config.js';
import { withOperatorDatabase } from './operator-database.js';

const WORDS: Record<ChainBreak['what'], string> = {
  removed: 'a row is missing',
  changed: 'a row was changed',
  cut: 'the last rows are missing',
  headless: 'the head of the chain is missing',
};

export async function verifyAudit(config: GatewayConfig): Promise<CommandResult> {
  const report = await withOperatorDatabase(config, verifyChains);
  const whole = report.breaks.length === 0;
  const lines = report.breaks.map(
    ({ organization_id, sequence, what }) => `organization ${organization_id}, event ${sequence}: ${WORDS[what]}`,
  );
  const verdict = `${report.events} events of ${report.organizations} organizations: ${whole ? 'whole' : 'TAMPERED WITH'}`;
  return { text: [...lines, verdict].join('\n'), data: report, exitCode: whole ? EXIT.done : EXIT.failed };
}
