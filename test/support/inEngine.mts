// Loaded before each file of tests in n8n's engine.
import { auditTests } from './audit.mts';
import './virtualClock.mts';

auditTests();
