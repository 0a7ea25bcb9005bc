import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsLine, IsOmittable, pageQuery } from '#platform/http';
import { IsTimeZone } from '../tenancy/time-zone.js';

class SiteFields {
  @ApiPropertyOptional({ nullable: true, description: 'As written on a letter.' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  address?: string | null;

  @ApiPropertyOptional({ nullable: true, description: 'ISO 3166-1 alpha-2, such as `DE`.' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'country must be two capital letters, as in ISO 3166-1' })
  country?: string | null;

  @ApiPropertyOptional({ nullable: true, description: 'Degrees north.' })
  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(-90)
  @Max(90)
  latitude?: number | null;

  @ApiPropertyOptional({ nullable: true, description: 'Degrees east.' })
  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(-180)
  @Max(180)
  longitude?: number | null;

  @ApiPropertyOptional({ nullable: true, description: 'IANA time zone of rules here; null takes that of the project.' })
  @IsOptional()
  @IsTimeZone()
  time_zone?: string | null;
}

export class CreateSite extends SiteFields {
  @IsLine() @Length(1, 200) name: string;
}

/** What is left out stays; null clears. */
export class PatchSite extends SiteFields {
  @IsOmittable() @IsLine() @Length(1, 200) name?: string;
}

export class ListSites extends pageQuery([10, 100]) {
  /** Part of the name. */
  @IsOptional() @IsString() @Length(1, 100) q?: string;
}
