import './editor/workers.js';

import { startRoom } from '../frame/start-room';
import { AskRoom } from './AskRoom';
import { waitForCityCodes } from './city-codes';
import { searchDescriptions } from './Documentation';
import { startWithNarrowPanel } from './plugin-width';

searchDescriptions();
startWithNarrowPanel();
await waitForCityCodes();
startRoom(<AskRoom />);
