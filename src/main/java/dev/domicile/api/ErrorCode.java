package dev.domicile.api;

/**
 * The catalogue: every code that can leave this service, with its status and both texts. {@code
 * {0}} stands for the parameter, the string to sign or the limit that the refusal names.
 */
public enum ErrorCode {
  PARAMETER_ILLEGAL("ParameterIllegal", 400, "Parameter illegal.", "参数错误。"),
  NETWORK_IO_ERROR("NetworkIOError", 400, "Network IO Error.", "网络I/O异常。"),
  DOMAIN_NOT_EXIST("DomainNotExist", 400, "The domain name does not exist.", "域名不存在。"),
  TASK_IS_BEING_PROCESSED(
      "TaskIsBeingProcessed",
      400,
      "An operation is being processed. Please try again later.",
      "该域名存在正在处理中的操作，请稍后再试。"),
  MISSING("Missing{0}", 400, "{0} is mandatory for this action.", "缺少必填参数{0}。"),
  INVALID("Invalid{0}", 400, "Specified parameter {0} is not valid.", "参数{0}无效。"),
  INTERNAL_ERROR(
      "InternalError",
      500,
      "The request processing has failed due to some unknown error, exception or failure.",
      "由于未知错误，请求处理失败。");

  private final String code;
  private final int status;
  private final String en;
  private final String zh;

  ErrorCode(String code, int status, String en, String zh) {
    this.code = code;
    this.status = status;
    this.en = en;
    this.zh = zh;
  }

  String code() {
    return code;
  }

  int status() {
    return status;
  }

  String text(Lang lang) {
    return lang == Lang.ZH ? zh : en;
  }
}
