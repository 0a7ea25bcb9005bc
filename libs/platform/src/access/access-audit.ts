/** A route that does not say who may call it stops the start. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { accessRuleOf } from './access.js';

@Injectable()
export class AccessAudit implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const undeclared = this.discovery.getControllers().flatMap(({ metatype }) => this.undeclaredIn(metatype));
    if (undeclared.length > 0) throw new Error(`Routes without @Access: ${undeclared.join(', ')}`);
  }

  private undeclaredIn(controller: unknown): string[] {
    const prototype = (controller as { prototype: Record<string, object> }).prototype;
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name]!) && !accessRuleOf(prototype[name]!))
      .map((name) => `${(controller as { name: string }).name}.${name}`);
  }
}
