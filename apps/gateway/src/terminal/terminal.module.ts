import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { EnrollmentModule } from '../enrollment/enrollment.module.js';
import { IdentificationModule } from '../identification/identification.module.js';
import { PalmsModule } from '../palms/palms.module.js';
import { SandboxController } from './sandbox.controller.js';
import { SimulatedTerminal } from './simulated-terminal.service.js';
import { TerminalPairingController } from './terminal-pairing.controller.js';
import { SocketLimits } from './socket-limits.js';
import { TerminalSocket } from './terminal.socket.js';
import { TerminalSnapshots } from './terminal-snapshots.service.js';
import { CaptureChecks } from './capture-checks.service.js';
import { TerminalPolls } from './terminal-polls.service.js';
import { TerminalWorkController } from './terminal-work.controller.js';

@Module({
  imports: [AccessModule, DevicesModule, EnrollmentModule, IdentificationModule, PalmsModule],
  controllers: [TerminalPairingController, TerminalWorkController, SandboxController],
  providers: [CaptureChecks, SocketLimits, TerminalSnapshots, TerminalPolls, TerminalSocket, SimulatedTerminal],
})
export class TerminalModule {}
