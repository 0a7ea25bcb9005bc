/** Why a scan ended as it did: its gates in order, each passed or not, in words. No distance, margin, rank or threshold is here. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ScanResult, ScanTrace, TraceGate } from './scan-result.entity.js';

/** Rows of before name two gates otherwise. */
const RENAMED: Readonly<Record<string, string>> = { threshold: 'match', margin: 'unambiguous' };

/** A sentence for each gate, when it was passed and when it was not. */
const WORDS: Readonly<Record<string, Readonly<Record<'passed' | 'failed', string>>>> = {
  picture: { passed: 'The picture can be used.', failed: 'The picture cannot be used.' },
  captures: { passed: 'Every capture can be used.', failed: 'No capture can be used.' },
  agreement: { passed: 'The captures show one palm.', failed: 'The captures do not show one palm.' },
  enrolled: { passed: 'The member has a palm.', failed: 'The member has no palm to compare with.' },
  search: { passed: 'There are palms to compare with.', failed: 'There is no palm to compare with.' },
  match: { passed: 'The palm is like an enrolled one.', failed: 'The palm is not like an enrolled one.' },
  unambiguous: {
    passed: 'It is like the palm of one member only.',
    failed: 'It is like the palms of several members.',
  },
  duplicate_search: {
    passed: 'The palm belongs to no other member.',
    failed: 'The palm belongs to another member already.',
  },
};

export class GateView {
  /** `picture`, `captures`, `agreement`, `enrolled`, `search`, `match`, `unambiguous`, `duplicate_search`, `rules`; others may follow. */
  gate: string;
  /** `passed` or `failed`; of `rules` the verdict, `none` or `fault`. */
  outcome: string;
  /** The same in a sentence. */
  explanation: string;
  /** What was judged: a count, a word, or several by name. */
  @ApiPropertyOptional({
    oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'object', additionalProperties: true }],
    nullable: true,
  })
  input?: TraceGate['input'];

  static of(recorded: TraceGate): GateView {
    const { outcome, input } = recorded;
    const gate = RENAMED[recorded.gate] ?? recorded.gate;
    return { gate, outcome, explanation: explanationOf(gate, outcome), ...(input === undefined ? {} : { input }) };
  }
}

function explanationOf(gate: string, outcome: string): string {
  if (gate === 'rules') return outcome === 'fault' ? 'A rule could not be evaluated.' : `The rules say: ${outcome}.`;
  const words = WORDS[gate];
  if (words && (outcome === 'passed' || outcome === 'failed')) return words[outcome];
  return outcome === 'failed' ? 'Not passed.' : 'Passed.';
}

export class ScanExplanationView {
  scan_id: string;
  operation: string;
  result: string;
  verdict: string | null;
  matched_rule_id: string | null;
  @ApiProperty({ type: [GateView] }) gates: GateView[];
  created_at: string;

  static of(scan: ScanResult): ScanExplanationView {
    const { gates = [] } = scan.trace as Partial<ScanTrace>;
    return {
      scan_id: scan.scanId,
      operation: scan.operation,
      result: scan.result,
      verdict: scan.verdict,
      matched_rule_id: scan.matchedRuleId,
      gates: gates.map(GateView.of),
      created_at: scan.createdAt.toISOString(),
    };
  }
}
