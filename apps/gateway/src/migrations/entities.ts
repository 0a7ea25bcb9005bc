/** Every table row class that TypeORM maps. */
import { CliGrant } from '../access/cli-grant.entity.js';
import { Erasure } from '../privacy/erasure.entity.js';
import { AuditEvent } from '../audit/audit-event.entity.js';
import { ApiKey } from '../access/api-key.entity.js';
import { Member } from '../members/member.entity.js';
import { ScanResult } from '../scans/scan-result.entity.js';
import { Attempt, Delivery } from '../webhooks/delivery.entity.js';
import { List, ListEntry } from '../lists/list.entity.js';
import { Rule } from '../rules/rule.entity.js';
import { Device, Registration } from '../devices/device.entity.js';
import { Site } from '../devices/site.entity.js';
import { TimelineEntry } from '../devices/timeline.entity.js';
import { EnrollmentSession, SessionCapture } from '../enrollment/session.entity.js';
import { MemberKey, Template } from '../palms/template.entity.js';
import { Environment, Invitation, Membership, Organization, Project, User } from '../tenancy/tenancy.entity.js';
import { Transaction } from '../transactions/transaction.entity.js';
import { Webhook, WebhookLane, WebhookSecret } from '../webhooks/webhook.entity.js';

export const ENTITIES = [
  Organization,
  User,
  Membership,
  Invitation,
  Environment,
  Project,
  ApiKey,
  AuditEvent,
  CliGrant,
  Device,
  Site,
  Registration,
  TimelineEntry,
  Template,
  MemberKey,
  Member,
  ScanResult,
  Transaction,
  List,
  ListEntry,
  Rule,
  EnrollmentSession,
  SessionCapture,
  Webhook,
  WebhookSecret,
  WebhookLane,
  Delivery,
  Attempt,
  Erasure,
];
