/**
 * Writes the table of figures in docs/figures.md from bench/results, between its two markers; `--check` compares instead, so that no
 * figure is claimed that no kept result bears. What has no result is said to be not measured.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const BEGIN = '<!-- figures: written by npm run bench:table -->';
const END = '<!-- end of figures -->';
const page = fileURLToPath(new URL('../docs/figures.md', import.meta.url));
const results = new URL('../bench/results/', import.meta.url);

const percent = (part) =>
  part == null ? 'too few comparisons' : `${Number((part * 100).toPrecision(part > 0.1 ? 4 : 3))} %`;
const NOT_MEASURED = 'not measured';
const ms = (value) => `${value} ms`;
const verified = ({ errors, rank1 }) =>
  `EER ${percent(errors.eer)}, FNMR ${percent(errors.fnmr['1e-4']?.rate)} at FMR 1e-4, rank-1 ${percent(rank1.rate)} ` +
  `(${errors.mated} mated, ${errors.nonMated} non-mated comparisons)`;

const slowest = (changes) => Math.max(...Object.values(changes).map((one) => one.max_ms));

/** What is measured, the file that keeps it, and what of the file is said. */
const ROWS = [
  ['Tongji, one sample', 'accuracy-tongji.json', (kept) => verified(kept.figures.single)],
  ['Tongji, three enrolled', 'accuracy-tongji.json', (kept) => verified(kept.figures.enrolled)],
  ['IITD, one sample, wrong labels left out', 'accuracy-iitd.json', (kept) => verified(kept.figures.single)],
  ['IITD, three enrolled, wrong labels left out', 'accuracy-iitd.json', (kept) => verified(kept.figures.enrolled)],
  [
    'IITD, most atypical 2 % refused',
    'accuracy-iitd.json',
    ({ quality }) => {
      const { fnmr, fnmrBefore } = quality.find(({ refusedPart }) => refusedPart === 0.02);
      return `FNMR at FMR 1e-4 from ${percent(fnmrBefore)} to ${percent(fnmr)}`;
    },
  ],
  [
    'IITD, refused above the threshold of the other half of the palms',
    'accuracy-iitd.json',
    ({ atypicality }) =>
      atypicality
        ? `FNMR at FMR 1e-4 from ${percent(atypicality.before.rate)} to ${percent(atypicality.after.rate)}, ` +
          `${percent(atypicality.refused.rate)} of the captures refused`
        : NOT_MEASURED,
  ],
  [
    'IITD, labels as they are (five palms bear two ids)',
    'accuracy-iitd-all.json',
    (kept) => verified(kept.figures.single),
  ],
  [
    'COEP, whole hands through our own region',
    'accuracy-coep.json',
    (kept) => `${verified(kept.figures.single)}, not extracted ${percent(kept.failureToExtract.rate)}`,
  ],
  [
    'Scale .75–1.3, turn ±12°, shift ±32 px (Tongji)',
    'envelope.json',
    ({ least, probes }) => `at least ${percent(least)} of ${probes} probes verified in each pose`,
  ],
  [
    'Degraded captures (Tongji)',
    'envelope.json',
    ({ degradations }) => degradations.map(({ change, accepted }) => `${change} ${percent(accepted.rate)}`).join(', '),
  ],
  [
    'Extraction, 1:1 comparison',
    'accuracy-tongji.json',
    ({ extractMs, compareUs }) => `${extractMs.toFixed(2)} ms a code, ${Math.round(compareUs)} µs a pair with poses`,
  ],
  [
    '1:1 verification against three samples',
    'accuracy-iitd.json',
    ({ verifyMs }) =>
      verifyMs
        ? `${verifyMs.mated.toFixed(2)} ms, non-mated ${verifyMs.nonMated.toFixed(2)} ms (poses tried)`
        : NOT_MEASURED,
  ],
  ...['100k', '1m'].map((size) => [
    size === '1m' ? 'Search in 1,000,000 templates' : 'Search in 100,000 templates',
    `search-${size}.json`,
    ({ workers, bytes_per_template: bytes, load_s: load, loop_delay_p99_ms: delay, recall_at_1: recall }) =>
      `${Object.entries(workers)
        .map(
          ([count, one]) =>
            `p50 ${ms(one.p50_ms)}, p99 ${ms(one.p99_ms)} with ${count} worker${count === '1' ? '' : 's'}`,
        )
        .join('; ')}; a non-mated probe ${ms(workers[1]?.miss_ms)}; rank-1 ${percent(recall)}; loaded in ${load} s; ` +
      `${bytes} bytes a template; event loop p99 ${ms(delay)}`,
  ]),
  [
    'Coarse scan, a template and shift of 96 bytes',
    'search-1m.json',
    ({ ns }) =>
      `${ns['relaxed-simd'] ?? ns.simd} ns; in C with ${ns.native?.name ?? 'nothing'} ` +
      `${ns.native ? `${ns.native.byRows.toFixed(2)} by rows, ${ns.native.fastest.toFixed(2)} in lanes` : ''}; ` +
      `plain JavaScript ${ns.plain_js}; usearch ${ns.usearch ?? NOT_MEASURED}; PostgreSQL ${ns.postgres ?? NOT_MEASURED}`,
  ],
  [
    'Recall of the cascade, 100,000 palms of three',
    'recall.json',
    ({ once, doubled, probes }) =>
      `${percent(once.recall)}, twice as much kept ${percent(doubled.recall)} (${probes} probes)`,
  ],
  [
    'Identify over HTTP, 100,000 members, 20 a second',
    'identify.json',
    (kept) =>
      `p50 ${ms(kept.p50_ms)}, p99 ${ms(kept.p99_ms)}; ${kept.templates} sealed templates loaded in ${kept.load_encrypted_s} s`,
  ],
  [
    'An authenticated read, beside bare node:http',
    'http.json',
    ({ cpu_us_per_request: us, ratios, key_check: check }) =>
      `${us.gateway} µs CPU a request, ${ratios.gateway_to_node} times bare node:http; an API key checked in ${ms(check.p99_ms)} (p99)`,
  ],
  ['A hundred rules about one scan', 'decisions.json', ({ rules }) => `${rules.hundred_rules_us} µs`],
  [
    'Backtest over a million scans',
    'decisions.json',
    ({ backtests }) => {
      const seconds = Object.values(backtests).map((one) => one.seconds);
      return `${Math.min(...seconds)} to ${Math.max(...seconds)} s by what the rule asks`;
    },
  ],
  [
    'Analytics over a million scans',
    'decisions.json',
    ({ analytics }) => `p50 at most ${ms(Math.max(...Object.values(analytics).map((one) => one.p50_ms)))}`,
  ],
  [
    'Any cursor page of 100 among a million scans',
    'lists.json',
    ({ by_cursor: by }) => {
      const all = Object.values(by);
      return `p50 ${ms(Math.max(...all.map((one) => one.p50_ms)))}, p99 ${ms(Math.max(...all.map((one) => one.p99_ms)))} (the slowest of ${all.length} filters)`;
    },
  ],
  [
    'A million transactions as CSV',
    'export.json',
    ({ csv_mib: mib, seconds, rss_mib: rss }) =>
      `${mib} MiB in ${seconds.fast} s, memory grew by ${rss.growth} MiB at most`,
  ],
  ...[
    ['100,000', 'load.json'],
    ['1,000,000', 'load-1m.json'],
  ].map(([many, file]) => [
    `${many} sealed templates opened at start`,
    file,
    ({ load_s: load }) => `${load.median} s, at worst ${load.worst} s`,
  ]),
  [
    'A deleted member out of another gateway’s memory',
    'evict.json',
    ({ members, after_the_request: after }) =>
      `p50 ${ms(after.p50_ms)}, at most ${ms(after.max_ms)} after the request (${members} members)`,
  ],
  [
    'Erasure of a member, embedded server',
    'erase.json',
    (kept) => {
      const during = [kept.identify_mated, kept.identify_non_mated, kept.enroll, kept.pay].map((one) => one.during);
      const [mated, nonMated, enroll, pay] = during;
      const share = (refused, asked, what) => `${refused} of ${asked} ${what}`;
      return (
        `among ${kept.templates} palms and ${kept.transactions} transactions, done after ${kept.completed_s} s; meanwhile answered 503: ` +
        `${share(mated.refused_503 + nonMated.refused_503, mated.asked + nonMated.asked, 'identify')}, ` +
        `${share(enroll.refused_503, enroll.asked, 'enroll')}, ${share(pay.refused_503, pay.asked, 'transactions')}; ` +
        `${mated.challenged + nonMated.challenged} identify judged \`challenge\` for want of facts`
      );
    },
  ],
  [
    'Webhook deliveries, 25 endpoints',
    'webhooks.json',
    ({ deliveries_per_s: rate, first_attempt: first, cpu_us_per_delivery: us }) =>
      `${rate} a second; first attempt p99 ${ms(first.p99_ms)} at ${first.events_per_s} events/s; ${us.gateway} µs CPU each`,
  ],
  [
    'Terminals parked at one gateway, half on sockets',
    'terminals.json',
    ({ terminals, dispatch_ms: dispatch, kb_per_terminal: kb, polls_per_s: polls, reconnect_s: back, bare }) =>
      `${terminals}: a session arrives in p50 ${ms(dispatch.p50)}, p99 ${ms(dispatch.p99)}; ${kb} KB each (bare socket.io ` +
      `${bare.kb_per_socket}); ${polls} polls a second; all back ${back} s after a kill -9`,
  ],
  [
    'Sockets of terminals that all drop at once',
    'reconnect.json',
    ({ sockets, back_s: back, http_ms: http }) =>
      `${sockets}: all back in ${back} s; meanwhile ${http.refused} of ${http.asked} requests of tenants refused, p50 ${ms(http.p50)}`,
  ],
  [
    'Changes reach terminals of another gateway',
    'bounds.json',
    ({ by_notice: notified, without_notices: unnotified, rounds }) =>
      `within ${ms(slowest(notified))}, within ${ms(slowest(unnotified))} when every notice is lost (${rounds} of each kind)`,
  ],
  [
    'Enrollment in any order at two gateways',
    'model.json',
    ({ services, processes }) =>
      [services && `${services.runs} runs`, processes && `${processes.runs} runs at processes ended with kill -9`]
        .filter(Boolean)
        .join(' and ') + ': no law broken',
  ],
  [
    'The console in a browser on this machine',
    'console.json',
    ({ interactive, loads, script_gzip_bytes: bytes, scroll }) =>
      `interactive after ${ms(interactive.p50_ms)} with an empty cache (median of ${loads}); ${Math.round(bytes / 1024)} KB of ` +
      `script by gzip; ${scroll.members} members scrolled with p95 ${ms(scroll.frame_p95_ms)} from frame to frame`,
  ],
  [
    'kill -9 and immediate stops of PostgreSQL under load',
    'chaos.json',
    (kept) =>
      `${kept.kills} and ${kept.pg_stops}: ${kept.lost_writes} of ${kept.acknowledged} acknowledged writes lost, ` +
      `${kept.lost_events} events lost, ${kept.duplicate_rows} rows written twice`,
  ],
];

/** Some keep it as a sentence, some in parts. */
const machineOf = (machine) =>
  typeof machine === 'string' ? machine.replace(/ × \d+,/, ',') : `${machine.cpu}, Node ${machine.node}`;
const shortly = (machine) =>
  machineOf(machine)
    .replace(/\(R\)|,.*|processor|@.*/gi, '')
    .trim();

export async function makeTable() {
  const machines = new Set();
  const lines = ROWS.map(([what, file, say]) => {
    const path = new URL(file, results);
    if (!existsSync(path)) return `| ${what} | ${NOT_MEASURED} | | |`;
    const kept = JSON.parse(readFileSync(path, 'utf8'));
    machines.add(machineOf(kept.machine));
    return `| ${what} | ${say(kept).replaceAll('; ', '<br>')} | ${kept.date.slice(0, 10)} | ${shortly(kept.machine)} |`;
  });
  const table = ['| What | Figure | Date | On |', '| - | - | - | - |', ...lines].join('\n');
  const where = [...machines].sort().join('; ');
  return `${BEGIN}\n\n${table}\n\nOn ${where}, shared with other work. Accuracy is measured on development parts of public research sets with real skin, everything about speed and size on synthetic palms.\n\n${END}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error('docs/figures.md has lost the markers of its table');
  const filled = text.slice(0, from) + (await makeTable()) + text.slice(to + END.length);
  const pretty = await format(filled, { ...(await resolveConfig(page)), filepath: page });
  if (!process.argv.includes('--check')) writeFileSync(page, pretty);
  else if (pretty !== text) {
    console.error('The figures in docs/figures.md are not those of bench/results; run npm run bench:table');
    process.exitCode = 1;
  }
}
