/** `npm start`; `thenar serve` does the same. */
import { serve } from './boot/serve.js';

await serve(process.env);
