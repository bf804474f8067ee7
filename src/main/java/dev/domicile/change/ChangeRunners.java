package dev.domicile.change;

import dev.domicile.task.StepRunner;
import java.util.HashMap;
import java.util.Map;

/** Which step carries out tasks of which kind. */
public final class ChangeRunners {

  private ChangeRunners() {}

  public static Map<String, StepRunner> of(ContactChangeStep contacts, LockChangeStep locks) {
    Map<String, StepRunner> runners = new HashMap<>();
    for (TaskType type : TaskType.values()) {
      runners.put(
          type.name(),
          switch (type) {
            case CHG_HOLDER, UPDATE_ADMIN_CONTACT, UPDATE_BILLING_CONTACT, UPDATE_TECH_CONTACT ->
                contacts;
            case SET_TRANSFER_PROHIBITED, SET_UPDATE_PROHIBITED -> locks;
          });
    }
    return runners;
  }
}
