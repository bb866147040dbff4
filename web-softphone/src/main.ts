import { HttpApi } from './api/api';
import { loadConfig } from './config';
import { JssipPort } from './jssip-port';
import { start } from './start';

const api = new HttpApi(new URL('.', window.location.href));
start(await loadConfig(window.location), api, new JssipPort());
