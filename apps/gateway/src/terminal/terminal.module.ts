import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { EnrollmentModule } from '../enrollment/enrollment.module.js';
import { IdentificationModule } from '../identification/identification.module.js';
import { TerminalPairingController } from './terminal-pairing.controller.js';
import { TerminalSocket } from './terminal.socket.js';
import { TerminalGlance } from './terminal-glance.service.js';
import { TerminalPolls } from './terminal-poll.service.js';
import { TerminalWorkController } from './terminal-work.controller.js';

@Module({
  imports: [AccessModule, DevicesModule, EnrollmentModule, IdentificationModule],
  controllers: [TerminalPairingController, TerminalWorkController],
  providers: [TerminalGlance, TerminalPolls, TerminalSocket],
})
export class TerminalModule {}
