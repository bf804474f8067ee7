package dev.domicile.api;

import java.util.List;

/**
 * PageNum and PageSize of a request, and the envelope of its answer.
 *
 * @param number from 1
 */
public record Paging(int number, int size) {

  /** Pages of any list end before this row. */
  private static final int ROWS = Integer.MAX_VALUE;

  /** Both, for an operation that documents this largest PageSize. */
  public static List<Parameter> parameters(int largest) {
    return List.of(
        Parameter.required("PageNum", Parameter.Kind.INTEGER, "The page, from 1."),
        Parameter.required(
            "PageSize", Parameter.Kind.INTEGER, "Rows of a page, 1 to " + largest + "."));
  }

  /**
   * Reads the two required parameters; what is wrong is noted there.
   *
   * @param largest largest PageSize that the operation documents
   */
  public static Paging read(Parameters in, int largest) {
    int number = in.requiredInteger("PageNum", 1, ROWS / largest);
    int size = in.requiredInteger("PageSize", 1, largest);
    return new Paging(number, size);
  }

  /**
   * Reads them where both are optional: absent or 0 they stand for the first page, and for as many
   * rows as a page may have.
   */
  public static Paging optional(Parameters in, int largest) {
    int number = in.integer("PageNum", 0, ROWS / largest).orElse(0);
    int size = in.integer("PageSize", 0, largest).orElse(0);
    return new Paging(Math.max(1, number), size == 0 ? largest : size);
  }

  /** The rows of this page. */
  public <T> List<T> of(List<T> all) {
    return all.stream().skip(offset()).limit(size).toList();
  }

  public int offset() {
    return (number - 1) * size;
  }

  /** The fields that stand around every page. */
  public Tree.Obj envelope(int total) {
    int pages = Math.ceilDiv(total, size);
    return Tree.object()
        .put("TotalItemNum", total)
        .put("CurrentPageNum", number)
        .put("TotalPageNum", pages)
        .put("PageSize", size)
        .put("PrePage", number > 1)
        .put("NextPage", number < pages);
  }
}
