// Every example, in n8n 2.x; n8n1x.test.mts runs the same in n8n 1.x.
import { useCallingN8n } from '../support/callingN8n.mts';
import { testExamples } from '../support/exampleRuns.mts';

testExamples(useCallingN8n());
