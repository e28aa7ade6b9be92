import { startRoom } from '../frame/start-room';
import { CoverageRoom } from './CoverageRoom';

startRoom(<CoverageRoom />);
