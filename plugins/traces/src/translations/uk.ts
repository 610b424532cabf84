import { runtimeMessages } from '../messages/runtime.uk';
import { searchMessages } from '../messages/search.uk';
import { tracePageMessages } from '../messages/tracePage.uk';

export default { ...searchMessages, ...runtimeMessages, ...tracePageMessages };
