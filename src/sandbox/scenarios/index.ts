import { appointmentFr } from "./appointmentFr.ts"
import { backendDown, modelRefuses, unknownNumber } from "./beforeTheAnswer.ts"
import { callerHangsUp } from "./callerHangsUp.ts"
import { closedDepartment, closedEvening, closedHoliday } from "./closed.ts"
import { keypad } from "./keypad.ts"
import { brokenOff, callBackCorrected, messageWithdrawn } from "./messages.ts"
import { modelDrops, modelDropsForGood, modelSilent } from "./modelFailures.ts"
import { recordingRefused } from "./recordingRefused.ts"
import { cascadeFr, everythingDown, modelDropsFailover, quota, standbyRegion } from "./secondVoice.ts"
import { silence } from "./silence.ts"
import { switchToEnglish } from "./switchToEnglish.ts"
import { transfer, transferBusy, transferLadder, transferUnknown } from "./transfers.ts"

/** Every scenario by the name that `--scenario` takes; the first one is the default. */
export const scenarios = {
  "appointment-fr": appointmentFr,
  "switch-to-english": switchToEnglish,
  "closed-evening": closedEvening,
  "closed-holiday": closedHoliday,
  "closed-department": closedDepartment,
  "call-back-corrected": callBackCorrected,
  "message-withdrawn": messageWithdrawn,
  "broken-off": brokenOff,
  "recording-refused": recordingRefused,
  "keypad": keypad,
  "transfer": transfer,
  "transfer-ladder": transferLadder,
  "transfer-busy": transferBusy,
  "transfer-unknown": transferUnknown,
  "caller-hangs-up": callerHangsUp,
  "unknown-number": unknownNumber,
  "backend-down": backendDown,
  "model-refuses": modelRefuses,
  "model-drops": modelDrops,
  "model-drops-for-good": modelDropsForGood,
  "model-silent": modelSilent,
  "cascade-fr": cascadeFr,
  "model-drops-failover": modelDropsFailover,
  "quota": quota,
  "standby-region": standbyRegion,
  "everything-down": everythingDown,
  "silence": silence
}

export type ScenarioName = keyof typeof scenarios

export const scenarioNames = Object.keys(scenarios) as ReadonlyArray<ScenarioName>
