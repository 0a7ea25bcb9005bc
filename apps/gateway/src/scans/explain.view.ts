/** Why a scan ended as it did: its gates in order; raw distances leave sandboxes never. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ScanResult, ScanTrace, TraceGate } from './scan-result.entity.js';

const ONLY_IN_SANDBOXES = { description: 'Sandboxes only.' };

export class GateView {
  gate: string;
  outcome: string;
  /** What was judged: a count, a word, or several by name. */
  @ApiPropertyOptional({
    oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'object', additionalProperties: true }],
    nullable: true,
  })
  input?: TraceGate['input'];
  threshold?: number | null;
  @ApiPropertyOptional(ONLY_IN_SANDBOXES) margin?: number | null;
  @ApiPropertyOptional(ONLY_IN_SANDBOXES) score?: number | null;

  static of(gate: TraceGate, inSandbox: boolean): GateView {
    return {
      gate: gate.gate,
      outcome: gate.outcome,
      ...(gate.input === undefined ? {} : { input: gate.input }),
      ...(gate.threshold === undefined ? {} : { threshold: gate.threshold }),
      ...(inSandbox && gate.margin !== undefined ? { margin: gate.margin } : {}),
      ...(inSandbox && gate.score !== undefined ? { score: gate.score } : {}),
    };
  }
}

export class ScanExplanationView {
  scan_id: string;
  operation: string;
  result: string;
  verdict: string | null;
  matched_rule_id: string | null;
  @ApiProperty({ type: [GateView] }) gates: GateView[];
  created_at: string;

  static of(scan: ScanResult, inSandbox: boolean): ScanExplanationView {
    const { gates = [] } = scan.trace as Partial<ScanTrace>;
    return {
      scan_id: scan.scanId,
      operation: scan.operation,
      result: scan.result,
      verdict: scan.verdict,
      matched_rule_id: scan.matchedRuleId,
      gates: gates.map((gate) => GateView.of(gate, inSandbox)),
      created_at: scan.createdAt.toISOString(),
    };
  }
}
