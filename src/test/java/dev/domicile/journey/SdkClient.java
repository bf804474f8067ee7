package dev.domicile.journey;

import java.util.List;
import java.util.Map;

/** What a journey asks of a client library, whichever it is. */
interface SdkClient extends AutoCloseable {

  /** For the names of tests. */
  String name();

  /**
   * @param contact parameters of the contact and its type, by their API names
   * @return the TaskNo
   */
  String submit(Map<String, String> contact, List<String> names) throws Exception;

  Page list(String taskNo, int pageNum, int pageSize, Map<String, String> filters) throws Exception;

  /**
   * A submit that must be refused.
   *
   * @return the code and the message as the library's user sees them
   */
  Told refused(Map<String, String> contact, List<String> names);

  @Override
  void close();

  record Told(String code, String message) {}

  /**
   * @param rows by field names of the API; those that the library's model has
   */
  record Page(
      int totalItemNum,
      int currentPageNum,
      int totalPageNum,
      int pageSize,
      boolean prePage,
      boolean nextPage,
      List<Map<String, String>> rows) {}
}
