import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam, Pager, pageQuery } from '#platform/http';
import type { KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import { AddUser, CreateOrganization, PatchOrganization, PatchUser } from './organizations.dto.js';
import { OrganizationSettings } from './organization-settings.service.js';
import { nameOf, OrganizationsService } from './organizations.service.js';
import {
  OrganizationList,
  OrganizationUserList,
  OrganizationUserView,
  OrganizationView,
  SignedOutView,
} from './organizations.view.js';

class OrganizationsPage extends pageQuery() {}
class UsersPage extends pageQuery() {}

@ApiTags('Organizations')
@Controller('v1/organizations')
export class OrganizationsController {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly settings: OrganizationSettings,
    private readonly pager: Pager,
  ) {}

  /** List Organizations of the signed-in user. */
  @Get()
  @Access('user', { rate: 'management' })
  async list(@CallerOf() caller: UserPrincipal, @Query() page: OrganizationsPage): Promise<OrganizationList> {
    const list = this.pager.cut(await this.organizations.list(caller), page, {
      list: 'organizations',
      positionOf: ({ organization }) => ({ time: organization.createdAt, id: organization.organizationId }),
    });
    return { ...list, data: list.data.map(OrganizationView.of) };
  }

  /** Create Organization: the creator becomes its owner. */
  @Post()
  @Access('user', { rate: 'management' })
  async create(
    @CallerOf(OrganizationView.of) caller: UserPrincipal,
    @Body() input: CreateOrganization,
  ): Promise<OrganizationView> {
    return OrganizationView.of(await this.organizations.create(caller, input.name));
  }

  /** Get Organization */
  @Get(':organization_id')
  @Access('user-or-key', { rate: 'management', scope: 'organization:read' })
  async get(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('organization_id') organizationId: string,
  ): Promise<OrganizationView> {
    return OrganizationView.of(await this.settings.get(caller, organizationId));
  }

  /** Update Organization: its name and settings. */
  @Patch(':organization_id')
  @Access('user', { rate: 'management' })
  async patch(
    @CallerOf() caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Body() input: PatchOrganization,
  ): Promise<OrganizationView> {
    return OrganizationView.of(await this.settings.patch(caller, organizationId, input));
  }

  /** Sign a User out: tokens of earlier sign-ins are refused within a second. */
  @Post(':organization_id/users/:user_id/sign-out')
  @Access('user', { rate: 'management', status: 200 })
  async signOut(
    @CallerOf() caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @IdParam('user_id') user: string,
  ): Promise<SignedOutView> {
    const { userId, at } = await this.settings.signOut(caller, organizationId, user);
    return { user_id: userId, signed_out_at: at.toISOString() };
  }

  /** List Users of an organization, waiting invitations included. */
  @Get(':organization_id/users')
  @Access('user-or-key', { rate: 'management', scope: 'organization:read' })
  async listUsers(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Query() page: UsersPage,
  ): Promise<OrganizationUserList> {
    const list = this.pager.cut(await this.organizations.listUsers(caller, organizationId), page, {
      list: `users of ${organizationId}`,
      positionOf: (colleague) => ({ time: colleague.createdAt, id: nameOf(colleague) }),
    });
    return { ...list, data: list.data.map(OrganizationUserView.of) };
  }

  /** Add User by uid, or invite by e-mail. */
  @Post(':organization_id/users')
  @Access('user', { rate: 'management' })
  async addUser(
    @CallerOf(OrganizationUserView.of) caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Body() input: AddUser,
  ): Promise<OrganizationUserView> {
    return OrganizationUserView.of(await this.organizations.addUser(caller, organizationId, input));
  }

  /** Update User: role, or disabled; named by user_id, uid or e-mail. */
  @Patch(':organization_id/users/:user_id')
  @Access('user', { rate: 'management' })
  async patchUser(
    @CallerOf() caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Param('user_id') user: string,
    @Body() input: PatchUser,
  ): Promise<OrganizationUserView> {
    return OrganizationUserView.of(await this.organizations.patchUser(caller, organizationId, user, input));
  }

  /** Remove User from the organization, or withdraw an invitation; named by user_id, uid or e-mail. */
  @Delete(':organization_id/users/:user_id')
  @Access('user', { rate: 'management' })
  async removeUser(
    @CallerOf() caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Param('user_id') user: string,
  ): Promise<OrganizationUserView> {
    return OrganizationUserView.of(await this.organizations.removeUser(caller, organizationId, user));
  }
}
