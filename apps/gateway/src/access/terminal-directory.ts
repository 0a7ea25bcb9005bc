/** The access module asks here which device a key belongs to; the devices module answers. */
import { Injectable } from '@nestjs/common';

export interface TerminalRecord {
  deviceId: string;
  organizationId: string;
  projectId: string;
  keyThumbprint: string;
  registeredAt: Date;
  enabled: boolean;
  decommissioned: boolean;
  /** False when its project was deleted. */
  projectAlive: boolean;
}

export interface TerminalLookup {
  byId(deviceId: string): Promise<TerminalRecord | null>;
  /** For the device's timeline. */
  noteRefusal(terminal: TerminalRecord, code: string): Promise<void>;
}

@Injectable()
export class TerminalDirectory {
  private lookup: TerminalLookup | null = null;

  /** Called once at start by the module that owns devices. */
  answerWith(lookup: TerminalLookup): void {
    this.lookup = lookup;
  }

  async noteRefusal(terminal: TerminalRecord, code: string): Promise<void> {
    await this.lookup?.noteRefusal(terminal, code);
  }

  byId(deviceId: string): Promise<TerminalRecord | null> {
    return this.lookup?.byId(deviceId) ?? Promise.resolve(null);
  }
}
