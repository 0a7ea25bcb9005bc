import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import type { Principal, KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import { ChangeEntries, CreateList, ListEntriesPage, ListLists } from './lists.dto.js';
import { ListsService } from './lists.service.js';
import {
  DeletedListView,
  EntriesChangedView,
  ListEntryView,
  ListOfEntries,
  ListOfLists,
  ListView,
} from './lists.view.js';

@ApiTags('Lists')
@Controller('v1/projects/:project_id/lists')
export class ListsController {
  constructor(private readonly lists: ListsService) {}

  /** List Lists: newest first. */
  @Get()
  @Access('user-or-key', { scope: 'rules:read', rate: 'management' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ListLists,
  ): Promise<ListOfLists> {
    const page = await this.lists.list(caller, projectId, wanted);
    return { ...page, data: page.data.map(ListView.of) };
  }

  /** Create List. Rules ask for it with `in` and `not_in` by its name. */
  @Post()
  @Access('user-or-key', { scope: 'rules:write', rate: 'management' })
  async create(
    @CallerOf(ListView.of) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: CreateList,
  ): Promise<ListView> {
    return ListView.of(await this.lists.create(caller, projectId, input));
  }

  /** Get List */
  @Get(':list_id')
  @Access('user-or-key', { scope: 'rules:read', rate: 'management' })
  async get(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('list_id') listId: string,
  ): Promise<ListView> {
    return ListView.of(await this.lists.get(caller, { projectId, listId }));
  }

  /** Delete List: for good, with its entries. Rules that name it no longer match on it. */
  @Delete(':list_id')
  @Access('user-or-key', { scope: 'rules:write', rate: 'management' })
  async remove(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('list_id') listId: string,
  ): Promise<DeletedListView> {
    return DeletedListView.of(await this.lists.remove(caller, { projectId, listId }));
  }

  /** List Entries: newest first; those whose time is over are not there. */
  @Get(':list_id/entries')
  @Access('user-or-key', { scope: 'rules:read', rate: 'management' })
  async entries(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('list_id') listId: string,
    @Query() wanted: ListEntriesPage,
  ): Promise<ListOfEntries> {
    const page = await this.lists.entriesOf(caller, { projectId, listId }, wanted);
    return { ...page, data: page.data.map(ListEntryView.of) };
  }

  /** Update List Entries: add and remove at most 1,000 together; all of it happens or nothing. In force at once. */
  @Patch(':list_id/entries')
  @Access('user-or-key', { scope: 'rules:write', rate: 'management' })
  async changeEntries(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('list_id') listId: string,
    @Body() input: ChangeEntries,
  ): Promise<EntriesChangedView> {
    return EntriesChangedView.of(await this.lists.changeEntries(caller, { projectId, listId }, input));
  }
}
