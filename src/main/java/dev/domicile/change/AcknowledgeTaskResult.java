package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.Acknowledgements;
import dev.domicile.task.TaskDetailNo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * AcknowledgeTaskResult: takes ended details out of PollTaskResult. One unknown number refuses all;
 * what has not ended, or was acknowledged before, is not counted.
 */
public final class AcknowledgeTaskResult implements Operation {

  private static final String PARAMETER = "TaskDetailNo";

  /** Most numbers of one call: PollTaskResult's largest page. */
  private static final int MOST = 1000;

  private static final Description DESCRIBED =
      Description.of("Takes ended details out of what PollTaskResult shows.")
          .with(
              Parameter.required(
                  PARAMETER, Parameter.Kind.LIST, "The details, as PollTaskResult shows them."))
          .refusing(ErrorCode.PARAMETER_ILLEGAL);

  private final Database database;
  private final Acknowledgements acknowledgements;

  public AcknowledgeTaskResult(Database database, Acknowledgements acknowledgements) {
    this.database = database;
    this.acknowledgements = acknowledgements;
  }

  @Override
  public String name() {
    return "AcknowledgeTaskResult";
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:AcknowledgeTaskResult", false, true);
  }

  @Override
  public Description describe() {
    return DESCRIBED;
  }

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    List<String> texts = in.requiredList(PARAMETER);
    if (texts.size() > MOST) {
      in.refuse(
          Refusal.illegal(
              PARAMETER + ": at most " + MOST + " in one call.",
              PARAMETER + "：一次最多" + MOST + "个。"));
    }
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return database.writeIf(
        answer -> answer instanceof Answer.Ok,
        sql -> acknowledge(sql, call.caller().accountId(), texts));
  }

  private Answer acknowledge(Sql sql, long account, List<String> texts) {
    List<String> unknown = new ArrayList<>();
    List<TaskDetailNo> numbers = new ArrayList<>();
    for (String text : texts) {
      Optional<TaskDetailNo> number = TaskDetailNo.parse(text);
      number.ifPresentOrElse(numbers::add, () -> unknown.add(text));
    }
    acknowledgements.unknown(sql, account, numbers).forEach(one -> unknown.add(one.toString()));
    return unknown.isEmpty()
        ? Answer.ok(Tree.object().put("Result", acknowledgements.acknowledge(sql, numbers)))
        : Answer.refused(NoSuch.details(PARAMETER, unknown));
  }
}
