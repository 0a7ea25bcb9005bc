import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import { SigningKey } from '#platform/keys';
import type { Principal, KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import { ErasureLog } from './erasure-log.service.js';
import { Erasures } from './erasures.service.js';
import { MemberExport } from './member-export.service.js';
import { EraseMember, ListErasures } from './privacy.dto.js';
import { ErasureList, ErasureView, MemberExportView, ReceiptKeysView, RetentionPolicyView } from './privacy.view.js';
import { RetentionPolicies } from './retention-policies.service.js';

@ApiTags('Privacy')
@Controller('v1')
export class PrivacyController {
  constructor(
    private readonly erasures: Erasures,
    private readonly erasureLog: ErasureLog,
    private readonly exports: MemberExport,
    private readonly policies: RetentionPolicies,
    private readonly receiptKey: SigningKey,
  ) {}

  /**
   * Erase Member: all data of the person, at once. The record, palms and their key, sessions and list memberships go;
   * scan results and transactions stay without the person; stored webhook bodies and answers lose what they said.
   * Asked again, it answers with the erasure of then. A member who was deleted before can be erased from history.
   */
  @Post('projects/:project_id/members/:member_id/erasure')
  @Access('user-or-key', { scope: 'members:erase', status: 202, tombstone: true })
  async erase(
    @CallerOf(ErasureView.of) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('member_id') memberId: string,
    @Body() input: EraseMember,
  ): Promise<ErasureView> {
    return ErasureView.of(await this.erasures.request(caller, { projectId, memberId }, input.reason));
  }

  /** List Erasures: who asked for them is in the audit; receipts can be read again at any time. */
  @Get('projects/:project_id/erasures')
  @Access('user-or-key', { scope: 'members:erase' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() query: ListErasures,
  ): Promise<ErasureList> {
    const page = await this.erasureLog.list(caller, projectId, query);
    return { ...page, data: page.data.map(ErasureView.of) };
  }

  /** Get Erasure: how far it is, and its signed receipt once it is completed. */
  @Get('projects/:project_id/erasures/:erasure_id')
  @Access('user-or-key', { scope: 'members:erase' })
  async get(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('erasure_id') erasureId: string,
  ): Promise<ErasureView> {
    return ErasureView.of(await this.erasureLog.get(caller, { projectId, erasureId }));
  }

  /** Export Member: everything held about the person, without templates. Keys need `scans:read` and `transactions:read` too. */
  @Get('projects/:project_id/members/:member_id/export')
  @Access('user-or-key', { scope: 'members:read' })
  async export(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('member_id') memberId: string,
  ): Promise<MemberExportView> {
    return MemberExportView.of(await this.exports.copy(caller, { projectId, memberId }));
  }

  /** Get Retention Policy: how long the project keeps what, to be shown to its people. */
  @Get('projects/:project_id/retention-policy')
  @Access('user-or-key')
  async policy(@CallerOf() caller: Principal, @IdParam('project_id') projectId: string): Promise<RetentionPolicyView> {
    return RetentionPolicyView.of(await this.policies.of(caller, projectId));
  }

  /** Get Receipt Keys: the public keys by which anybody can check an erasure receipt. */
  @Get('receipt-keys')
  @Access('anyone')
  async keys(): Promise<ReceiptKeysView> {
    const { kty, crv, x, kid } = await this.receiptKey.publicJwk();
    return { keys: [{ kty: kty!, crv: crv!, x: x!, kid, alg: 'EdDSA', use: 'sig' }] };
  }
}
