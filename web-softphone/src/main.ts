import { loadConfig } from './config';
import { JssipPort } from './jssip-port';
import { start } from './start';

start(await loadConfig(window.location), new JssipPort());
