import { Module } from '@nestjs/common';
import { CapturesService } from './captures.service.js';
import { LiveGallery } from './live-gallery.service.js';
import { TemplateCipher } from './template-cipher.js';
import { TemplatesService } from './templates.service.js';
import { Atypicality } from './atypicality.service.js';

@Module({
  providers: [TemplateCipher, TemplatesService, LiveGallery, CapturesService, Atypicality],
  exports: [TemplatesService, LiveGallery, CapturesService, TemplateCipher, Atypicality],
})
export class PalmsModule {}
