import { searchMessages } from '../messages/search.uk';
import { tracePageMessages } from '../messages/tracePage.uk';

export default { ...searchMessages, ...tracePageMessages };
