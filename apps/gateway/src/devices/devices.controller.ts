import { Body, Controller, Get, Headers, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { Clock } from '#platform/clock';
import { IdParam } from '#platform/http';
import type { Principal, KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import type { Device } from './device.entity.js';
import { CompleteRegistration, ListDevices, PatchDevice, SetTerminalConfig, TimelineQuery } from './devices.dto.js';
import { DeviceLists } from './device-lists.service.js';
import { DevicesService, deviceTag } from './devices.service.js';
import { DeviceList, DeviceView, TerminalConfigurationView } from './devices.view.js';
import { TimelineService } from './timeline.service.js';
import { TimelineView } from './timeline.view.js';
import { RegistrationsService } from './registrations.service.js';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: '`ETag` of the GET; 412 when the device was edited since.',
};

@ApiTags('Devices')
@Controller('v1')
export class DevicesController {
  constructor(
    private readonly devices: DevicesService,
    private readonly lists: DeviceLists,
    private readonly registrations: RegistrationsService,
    private readonly timeline: TimelineService,
    private readonly clock: Clock,
  ) {}

  /** List Devices */
  @Get('projects/:project_id/devices')
  @Access('user-or-key', { scope: 'devices:read' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ListDevices,
  ): Promise<DeviceList> {
    const page = await this.lists.list(caller, projectId, wanted);
    return { ...page, data: page.data.map((device) => DeviceView.of(device, this.clock.nowMs())) };
  }

  /** Complete Android terminal registration: connect a proto-terminal with the code that it shows. */
  @Post('projects/:project_id/devices')
  @Access('user-or-key', { scope: 'devices:write', keyMode: 'test' })
  async complete(
    @CallerOf(changedDeviceView) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: CompleteRegistration,
  ): Promise<DeviceView> {
    return DeviceView.of(await this.registrations.complete(caller, projectId, input), this.clock.nowMs());
  }

  /** Set Terminal Configuration: pushed to every terminal of the project, acknowledged by each in `config_version`. */
  @Put('projects/:project_id/terminal-config')
  @Access('user-or-key', { scope: 'devices:write' })
  async configure(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Body() input: SetTerminalConfig,
  ): Promise<TerminalConfigurationView> {
    const project = await this.devices.configure(caller, projectId, input.config);
    return {
      project_id: projectId,
      config_version: project.terminalConfigVersion,
      config: project.terminalConfig as Record<string, unknown>,
    };
  }

  /** Get Device */
  @Get('devices/:device_id')
  @Access('user-or-key', { scope: 'devices:read' })
  async get(
    @CallerOf() caller: Principal,
    @IdParam('device_id') deviceId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeviceView> {
    return this.tagged(await this.devices.get(caller, deviceId), reply);
  }

  /** Get Device Timeline: contacts, gaps, versions, clock skew, refusals; newest first. */
  @Get('devices/:device_id/timeline')
  @Access('user-or-key', { scope: 'devices:read' })
  async timelineOf(
    @CallerOf() caller: Principal,
    @IdParam('device_id') deviceId: string,
    @Query() wanted: TimelineQuery,
  ): Promise<TimelineView> {
    return TimelineView.of(await this.timeline.read(caller, deviceId, wanted), this.clock.nowMs());
  }

  /** Update device properties: disabling refuses the terminal at once and fails its session. */
  @Patch('devices/:device_id')
  @ApiHeader(IF_MATCH)
  @Access('user-or-key', { scope: 'devices:write' })
  async patch(
    @CallerOf() caller: Principal,
    @IdParam('device_id') deviceId: string,
    @Body() input: PatchDevice,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeviceView> {
    return this.tagged(await this.devices.patch(caller, deviceId, { input, ifMatch }), reply);
  }

  /** Decommission Device: final, its credential is dead. */
  @Post('devices/:device_id/decommission')
  @Access('user', { status: 200 })
  async decommission(
    @CallerOf(changedDeviceView) caller: UserPrincipal,
    @IdParam('device_id') deviceId: string,
  ): Promise<DeviceView> {
    return DeviceView.of(await this.devices.decommission(caller, deviceId), this.clock.nowMs());
  }

  private tagged(device: Device, reply: FastifyReply): DeviceView {
    void reply.header('ETag', deviceTag(device));
    return DeviceView.of(device, this.clock.nowMs());
  }
}

/** A device that was just registered or decommissioned has the same status at any time. */
function changedDeviceView(device: Device): DeviceView {
  return DeviceView.of(device, device.changedAt.getTime());
}
