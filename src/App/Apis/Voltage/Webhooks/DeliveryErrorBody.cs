using System.Text.Json.Serialization;
using Fulgurite.Callbacks;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>Why an attempt failed.</summary>
/// <param name="Type">Always <c>delivery_failed</c>.</param>
/// <param name="Code">The kind of failure.</param>
/// <param name="Detail">For people.</param>
/// <param name="Context">What the receiver said.</param>
internal sealed record DeliveryErrorBody(
    string Type,
    string Code,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeliveryErrorContext? Context)
{
    private const int TooManyRequests = StatusCodes.Status429TooManyRequests;

    /// <summary>Why an answer was no acknowledgement.</summary>
    public static DeliveryErrorBody FromCore(CallbackAnswer answer) => answer.HttpStatus is { } status
        ? new("delivery_failed", CodeOf(status), $"The receiver answered {status}.", ContextOf(status, answer))
        : new("delivery_failed", CodeOf(answer.Problem), $"No answer: {answer.Problem}.", null);

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "authentication_failed",
        StatusCodes.Status413PayloadTooLarge => "payload_too_large",
        TooManyRequests => "rate_limited",
        >= 500 => "http_server_error",
        >= 400 => "http_client_error",
        _ => "invalid_response",
    };

    // The words are CallbackHttp's.
    private static string CodeOf(string? problem) => problem switch
    {
        "no answer within 10 seconds" => "connection_timeout",
        "no connection could be made" => "connection_refused",
        "the answer was not HTTP" or "the connection was closed before the answer" => "invalid_response",
        _ => "unexpected_error",
    };

    private static DeliveryErrorContext ContextOf(int status, CallbackAnswer answer) =>
        status == TooManyRequests && answer.RetryAfter is { } wait
            ? new("rate_limited", null, (long)wait.TotalSeconds)
            : new("http_status", status, null);
}
