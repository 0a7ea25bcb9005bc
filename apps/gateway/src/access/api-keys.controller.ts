import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam, pageQuery } from '#platform/http';
import type { UserPrincipal } from '../principal/principal.js';
import { CreateApiKey, CreateProjectApiKey, PatchApiKey, RerollApiKey } from './api-keys.dto.js';
import { ApiKeysService } from './api-keys.service.js';
import type { VerifiedKey } from './api-key-verifier.service.js';
import { KeyReroll } from './key-reroll.service.js';
import { ApiKeyList, ApiKeyView, CreatedApiKeyView } from './api-keys.view.js';

const DEFAULT_OVERLAP_S = 86_400;

class KeysPage extends pageQuery() {}

@ApiTags('API keys')
@Controller('v1')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly rerolls: KeyReroll,
  ) {}

  /** List Organization API Keys: org-wide and project-scoped, never in plaintext. */
  @Get('organizations/:organization_id/api-keys')
  @Access('user', { rate: 'management' })
  async listOfOrganization(
    @CallerOf() caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Query() page: KeysPage,
  ): Promise<ApiKeyList> {
    const list = await this.keys.listOfOrganization(caller, organizationId, page);
    return { ...list, data: list.data.map(ApiKeyView.of) };
  }

  /** Create Organization API Key: `project_ids` null for all projects, else the ones it reaches; `key` is shown once. */
  @Post('organizations/:organization_id/api-keys')
  @Access('user', { rate: 'management', secrets: ['key'] })
  async createForOrganization(
    @CallerOf(CreatedApiKeyView.created) caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Body() input: CreateApiKey,
  ): Promise<CreatedApiKeyView> {
    return CreatedApiKeyView.created(await this.keys.createForOrganization(caller, organizationId, input));
  }

  /** Update Organization API Key: its name, the addresses it may be used from, or an earlier end. */
  @Patch('organizations/:organization_id/api-keys/:key_id')
  @Access('user', { rate: 'management' })
  async patch(
    @CallerOf() caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @IdParam('key_id') keyId: string,
    @Body() input: PatchApiKey,
  ): Promise<ApiKeyView> {
    return ApiKeyView.of(await this.keys.patch(caller, organizationId, { keyId, input }));
  }

  /** Revoke Organization API Key: it stops working at once; there is no undo. */
  @Delete('organizations/:organization_id/api-keys/:key_id')
  @Access('user', { rate: 'management' })
  async revoke(
    @CallerOf() caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @IdParam('key_id') keyId: string,
  ): Promise<ApiKeyView> {
    return ApiKeyView.of(await this.keys.revoke(caller, organizationId, keyId));
  }

  /** Reroll Organization API Key: a new key in its place; the old one works on during the overlap. */
  @Post('organizations/:organization_id/api-keys/:key_id/reroll')
  @Access('user', { rate: 'management', secrets: ['key'] })
  async reroll(
    @CallerOf(CreatedApiKeyView.created) caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @IdParam('key_id') keyId: string,
    @Body() input: RerollApiKey,
  ): Promise<CreatedApiKeyView> {
    const overlapS = input.overlap_s ?? DEFAULT_OVERLAP_S;
    return CreatedApiKeyView.created(await this.rerolls.reroll(caller, organizationId, { keyId, overlapS }));
  }

  /** List Project API Keys: every key that can access this project, org-wide ones included. */
  @Get('projects/:project_id/api-keys')
  @Access('user', { rate: 'management' })
  async listOfProject(
    @CallerOf() caller: UserPrincipal,
    @IdParam('project_id') projectId: string,
    @Query() page: KeysPage,
  ): Promise<ApiKeyList> {
    const list = await this.keys.listOfProject(caller, projectId, page);
    return { ...list, data: list.data.map(ApiKeyView.of) };
  }

  /** Create Project-Scoped API Key: for this project only; `key` is shown once. */
  @Post('projects/:project_id/api-keys')
  @Access('user', { rate: 'management', secrets: ['key'] })
  async createForProject(
    @CallerOf(CreatedApiKeyView.created) caller: UserPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: CreateProjectApiKey,
  ): Promise<CreatedApiKeyView> {
    return CreatedApiKeyView.created(await this.keys.createForProject(caller, projectId, input));
  }

  /** The key that asks, about itself. */
  @Get('api-keys/self')
  @Access('key')
  self(@CallerOf() caller: VerifiedKey): ApiKeyView {
    return ApiKeyView.of(caller.row);
  }
}
