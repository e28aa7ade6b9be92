import { startRoom } from '../frame/start-room';
import { NetworkRoom } from './NetworkRoom';

startRoom(<NetworkRoom />);
