import { HttpApi } from "effect/http-api"
import { AgentsGroup } from "./Agents.ts"
import { AuditGroup } from "./Audit.ts"
import { CallsGroup } from "./Calls.ts"
import { CompanyGroup } from "./Company.ts"
import { DeliveriesGroup } from "./Deliveries.ts"
import { EventsGroup } from "./Events.ts"
import { InsightsGroup } from "./Insights.ts"
import { MessagesGroup } from "./Messages.ts"
import { NumbersGroup } from "./Numbers.ts"
import { SessionGroup } from "./Session.ts"

/** What the console asks of the office. */
export class ConsoleApi extends HttpApi.make("receptionist")
  .add(SessionGroup)
  .add(CallsGroup)
  .add(MessagesGroup)
  .add(AgentsGroup)
  .add(DeliveriesGroup)
  .add(InsightsGroup)
  .add(EventsGroup)
  .add(CompanyGroup)
  .add(NumbersGroup)
  .add(AuditGroup)
{}
