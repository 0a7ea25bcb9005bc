import { Module } from '@nestjs/common';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { CapturesService } from './captures.service.js';
import { GalleryStateService } from './gallery-state.service.js';
import { GalleryController } from './gallery.controller.js';
import { LiveGallery } from './live-gallery.service.js';
import { TemplateCipher } from './template-cipher.js';
import { TemplatesService } from './templates.service.js';
import { Atypicality } from './atypicality.service.js';

@Module({
  imports: [TenancyModule],
  controllers: [GalleryController],
  providers: [GalleryStateService, TemplateCipher, TemplatesService, LiveGallery, CapturesService, Atypicality],
  exports: [TemplatesService, LiveGallery, CapturesService, TemplateCipher, Atypicality],
})
export class PalmsModule {}
