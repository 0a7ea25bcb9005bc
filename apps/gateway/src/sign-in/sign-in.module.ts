/** Wires the chosen proof of identity; the development sign-in exists only where there is a local issuer. */
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { ChosenIdTokens } from './choose-id-tokens.js';
import { IdTokens } from './id-tokens.js';
import { LocalIssuer } from './local-issuer.js';
import { SignInController } from './sign-in.controller.js';

@Module({})
export class SignInModule implements OnApplicationShutdown {
  constructor(@Inject(IdTokens) private readonly idTokens: IdTokens) {}

  /** Exports `IdTokens`, and `LocalIssuer` when it was chosen (inject it with `@Optional()`). */
  static using({ idTokens, issuer }: ChosenIdTokens): DynamicModule {
    return {
      module: SignInModule,
      controllers: issuer ? [SignInController] : [],
      providers: [
        { provide: IdTokens, useValue: idTokens },
        ...(issuer ? [{ provide: LocalIssuer, useValue: issuer }] : []),
      ],
      exports: [IdTokens, ...(issuer ? [LocalIssuer] : [])],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.idTokens.close();
  }
}
