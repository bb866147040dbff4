import { preferredLanguage, speak } from '../words/words';
import { LandlineCall, LandlinePhone, useLine } from './elements';
import { VisitorLine } from './visitor-line';

/*
 * For pages of other sites: one script, two elements.
 *
 *   <script type="module" src="https://phone.example.com/widget/landline.js" crossorigin integrity="sha384-..."></script>
 *   <landline-call to="+44..." label="Call us"></landline-call>
 */
await speak(preferredLanguage([document.documentElement.lang, ...navigator.languages]));
useLine(new VisitorLine({ gateway: new URL('..', import.meta.url) }));
customElements.define('landline-call', LandlineCall);
customElements.define('landline-phone', LandlinePhone);
