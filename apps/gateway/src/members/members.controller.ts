import { Body, Controller, Delete, Get, Headers, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { etagOf, IdParam } from '#platform/http';
import type { Principal, KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import type { Member } from './member.entity.js';
import { MemberRecords } from './member-records.service.js';
import { CreateMember, ListMembers, PatchMember } from './members.dto.js';
import { DeletedMemberView, MemberList, MemberView } from './members.view.js';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: '`ETag` of the GET; 412 when the member was edited since.',
};

@ApiTags('Members')
@Controller('v1/projects/:project_id/members')
export class MembersController {
  constructor(private readonly records: MemberRecords) {}

  /** List Members: all of the project (up to 10,000) when no page is asked for. Tenant-managed projects only. */
  @Get()
  @Access('user-or-key', { scope: 'members:read' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ListMembers,
  ): Promise<MemberList> {
    const list = await this.records.list(caller, projectId, wanted);
    return { ...list, data: list.data.map(MemberView.of) };
  }

  /** Create Member. Text is kept in Unicode NFC without white space around it. */
  @Post()
  @Access('user-or-key', { scope: 'members:write' })
  async create(
    @CallerOf(MemberView.of) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: CreateMember,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberView> {
    return tagged(await this.records.create(caller, projectId, input), reply);
  }

  /** Get Member. The `ETag` names the last edit; a scan or an enrollment does not change it. */
  @Get(':member_id')
  @Access('user-or-key', { scope: 'members:read' })
  async get(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('member_id') memberId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberView> {
    return tagged(await this.records.get(caller, { projectId, memberId }), reply);
  }

  /** Update Member: what is left out stays, null clears, `metadata` is replaced whole. `consent: null` destroys the palms at once. */
  @Patch(':member_id')
  @ApiHeader(IF_MATCH)
  @Access('user-or-key', { scope: 'members:write' })
  async patch(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('member_id') memberId: string,
    @Body() input: PatchMember,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberView> {
    return tagged(await this.records.patch(caller, { projectId, memberId }, { input, ifMatch }), reply);
  }

  /** Delete Member: unlinks and destroys the palms and removes the record; history stays under the bare id. */
  @Delete(':member_id')
  @Access('user-or-key', { scope: 'members:write' })
  async remove(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('member_id') memberId: string,
  ): Promise<DeletedMemberView> {
    return DeletedMemberView.of(await this.records.remove(caller, { projectId, memberId }));
  }
}

function tagged(member: Member, reply: FastifyReply): MemberView {
  void reply.header('ETag', etagOf(member.version));
  return MemberView.of(member);
}
