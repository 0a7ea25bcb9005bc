/** `npm run audit:verify [-- --json]`: exits with 1 when the record was tampered with. */
import { withOperatorDatabase } from '../boot/operator-database.js';
import { gatewayConfig } from '../gateway.config.js';
import { verifyChains } from './verify-chain.js';

const WORDS = {
  removed: 'a row is missing',
  changed: 'a row was changed',
  cut: 'the last rows are missing',
  headless: 'the head of the chain is missing',
};

async function main(args: string[]): Promise<number> {
  const report = await withOperatorDatabase(gatewayConfig(process.env), verifyChains);
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    for (const { organization_id, sequence, what } of report.breaks)
      process.stdout.write(`organization ${organization_id}, event ${sequence}: ${WORDS[what]}\n`);
    const verdict = report.breaks.length === 0 ? 'whole' : 'TAMPERED WITH';
    process.stdout.write(`${report.events} events of ${report.organizations} organizations: ${verdict}\n`);
  }
  return report.breaks.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
