import { listOf } from '#platform/http';
import type { Environment } from './tenancy.entity.js';

export class EnvironmentView {
  environment_id: string;
  organization_id: string;
  name: string;
  mode: 'sandbox' | 'production';
  region: string | null;
  shared: boolean;
  allows_server_lookup: boolean;
  registration_policy: 'sandbox_only' | 'code';
  attestation_policy: 'off' | 'log' | 'require';
  created_at: string;

  static of(environment: Environment): EnvironmentView {
    return {
      environment_id: environment.environmentId,
      organization_id: environment.organizationId,
      name: environment.name,
      mode: environment.mode,
      region: environment.region,
      shared: environment.shared,
      allows_server_lookup: environment.allowsServerLookup,
      registration_policy: environment.registrationPolicy,
      attestation_policy: environment.attestationPolicy,
      created_at: environment.createdAt.toISOString(),
    };
  }
}

export class EnvironmentList extends listOf(EnvironmentView) {}
