import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { TIMELINE_KINDS } from './timeline.entity.js';
import { IsMetadata, IsOmittable, pageQuery, QueryFlag, IgnoresUnknownFields } from '#platform/http';

export class CompleteRegistration {
  /** As the terminal shows it; case, dash and spaces do not matter. */
  @IsString() @Length(1, 32) registration_code: string;
  @IsOmittable() @IsString() @Length(1, 200) name?: string;
  @IsOmittable() @IsMetadata() metadata?: Record<string, unknown>;
}

export class PatchDevice {
  @IsOmittable() @IsString() @Length(1, 200) name?: string;
  /** false refuses the terminal at once and fails its session. */
  @IsOmittable() @IsBoolean() enabled?: boolean;
  @IsOmittable() @IsIn(['standard', 'demo']) mode?: 'standard' | 'demo';
  @IsOmittable() @IsMetadata() metadata?: Record<string, unknown>;
}

export class ListDevices extends pageQuery([10, 100]) {
  @IsOptional()
  @IsIn(['never_seen', 'online', 'offline', 'disabled', 'decommissioned'])
  status?: 'never_seen' | 'online' | 'offline' | 'disabled' | 'decommissioned';
  @QueryFlag() enabled?: boolean;
  @IsOptional() @IsIn(['standard', 'demo']) mode?: 'standard' | 'demo';
  /** Part of the name or of the serial number. */
  @IsOptional() @IsString() @MaxLength(100) q?: string;
}

export class TimelineQuery extends pageQuery([10, 100]) {
  @IsOptional() @IsIn(TIMELINE_KINDS) kind?: (typeof TIMELINE_KINDS)[number];
}

@IgnoresUnknownFields()
export class StartRegistration {
  @IsString() @Length(1, 100) serial_number: string;
  @IsString() @Length(1, 100) model: string;
  @IsString() @Length(1, 50) app_version: string;
  @IsOptional() @IsString() @Length(1, 50) os_version?: string | null;
}

export class SetTerminalConfig {
  /** What every terminal of the project gets: at most 100 KB of JSON, its meaning is between the tenant and its terminals. */
  @IsObject() @Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]) config: Record<string, unknown>;
}
