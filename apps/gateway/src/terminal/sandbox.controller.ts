import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import { SessionView } from '../enrollment/enrollment.view.js';
import type { Principal } from '../principal/principal.js';
import { PresentPalm } from './sandbox.dto.js';
import { PresentedView } from './sandbox.view.js';
import { SimulatedTerminal } from './simulated-terminal.service.js';

@ApiTags('Sandbox')
@Controller('v1/sandbox/devices/:device_id')
export class SandboxController {
  constructor(private readonly terminal: SimulatedTerminal) {}

  /** Present Palm to a simulated device: it enrolls the palm when a session waits, and scans it otherwise. */
  @Post('present-palm')
  @Access('user-or-key', { scope: 'devices:write', status: 200 })
  async present(
    @CallerOf() caller: Principal,
    @IdParam('device_id') deviceId: string,
    @Body() input: PresentPalm,
  ): Promise<PresentedView> {
    const { session, scan } = await this.terminal.present(caller, deviceId, input.palm);
    return { session: session && SessionView.of(session), scan };
  }
}
