import { IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import { IgnoresUnknownFields, IsId, IsLine, IsOmittable } from '#platform/http';
import { FailSession } from '../enrollment/enrollment.dto.js';

@IgnoresUnknownFields()
export class SocketAck {
  @IsId() session_id: string;
}

export class SocketFail extends FailSession {
  @IsId() session_id: string;
}

@IgnoresUnknownFields()
export class SocketHeartbeat {
  @IsOptional() @IsLine() @Length(1, 50) app_version?: string;
  @IsOmittable() @IsInt() @Min(0) @Max(2_147_483_647) config_version?: number;
  @IsOptional() @IsId() session_id?: string | null;
  @IsOptional() @IsInt() @Min(0) @Max(2_147_483_647) session_version?: number | null;
}
