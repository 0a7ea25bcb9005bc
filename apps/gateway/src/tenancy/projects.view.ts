import { listOf } from '#platform/http';
import { EnvironmentView } from './environments.view.js';
import type { ProjectAccess } from './project-access.policy.js';

export class ServerLookupView {
  requested: boolean;
  /** Requested, and allowed by the environment right now. */
  effective: boolean;
}

export class ProjectSettingsView {
  consent_required: boolean;
  retention_days: number | null;
  display_fields: string[];
  extended_events: boolean;
  liveness: 'off' | 'log' | 'require';
  liveness_source: 'reported' | 'attested' | 'gateway';
  enroll_from: 'any' | 'hand';
  risk_weights: Record<string, number>;
}

export class ProjectView {
  project_id: string;
  organization_id: string;
  name: string;
  phone_number: string | null;
  website: string | null;
  time_zone: string;
  environment: EnvironmentView | null;
  tenant_managed: boolean;
  server_lookup: ServerLookupView;
  settings: ProjectSettingsView;
  created_at: string;

  static of({ project, environment, tenantManaged, serverLookup }: ProjectAccess): ProjectView {
    return {
      project_id: project.projectId,
      organization_id: project.organizationId,
      name: project.name,
      phone_number: project.phoneNumber,
      website: project.website,
      time_zone: project.timeZone,
      environment: environment && EnvironmentView.of(environment),
      tenant_managed: tenantManaged,
      server_lookup: { requested: project.serverLookupRequested, effective: serverLookup },
      settings: {
        consent_required: project.consentRequired,
        retention_days: project.retentionDays,
        display_fields: project.displayFields,
        extended_events: project.extendedEvents,
        liveness: project.liveness,
        liveness_source: project.livenessSource,
        enroll_from: project.enrollFrom,
        risk_weights: project.riskWeights,
      },
      created_at: project.createdAt.toISOString(),
    };
  }
}

export class ProjectList extends listOf(ProjectView) {}
