import { Module } from '@nestjs/common';
import { CapturesService } from './captures.service.js';
import { LiveGallery } from './live-gallery.service.js';
import { TemplateCipher } from './template-cipher.js';
import { TemplatesService } from './templates.service.js';
import { Typicality } from './typicality.service.js';

@Module({
  providers: [TemplateCipher, TemplatesService, LiveGallery, CapturesService, Typicality],
  exports: [TemplatesService, LiveGallery, CapturesService, TemplateCipher, Typicality],
})
export class PalmsModule {}
