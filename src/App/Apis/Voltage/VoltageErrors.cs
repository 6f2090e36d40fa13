using System.Text.Json.Nodes;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// Every refusal of the native API in its contract's words:
/// <c>{"message", "error": {"type", "detail", "code"?, "context"?}}</c>. Clients branch on the type; the message on top
/// is for those that read nothing else.
/// </summary>
internal static class VoltageErrors
{
    /// <summary>When to try again what the world outside has failed.</summary>
    public const int RetryAfterSeconds = 5;

    /// <summary>No credentials: 400, not 401, in the contract.</summary>
    public static readonly VoltageAnswer MissingCredentials = Error(
        StatusCodes.Status400BadRequest, "missing_credentials", "Send an API key in the X-Api-Key header.");

    /// <summary>The key is not one of ours.</summary>
    public static readonly VoltageAnswer WrongCredentials = Error(
        StatusCodes.Status401Unauthorized, "wrong_credentials", "The API key is not known.");

    /// <summary>The key opens another environment.</summary>
    public static readonly VoltageAnswer AccessRights = Error(
        StatusCodes.Status403Forbidden, "access_rights", "The API key does not open this, or lacks the permission.");

    /// <summary>The body is not JSON of the expected form.</summary>
    public static readonly VoltageAnswer InvalidSyntax = Error(
        StatusCodes.Status400BadRequest, "invalid_syntax", "The body is not JSON.");

    /// <summary>The body says one thing twice.</summary>
    public static readonly VoltageAnswer RepeatedMember = Error(
        StatusCodes.Status400BadRequest, "invalid_syntax", "The body has an object with two members of one name.");

    /// <summary>More than any request needs.</summary>
    public static readonly VoltageAnswer PayloadTooLarge = Error(
        StatusCodes.Status413PayloadTooLarge, "payload_too_large", "The body is larger than 64 KiB.");

    /// <summary>The body is not declared as JSON.</summary>
    public static readonly VoltageAnswer MissingContentType = Error(
        StatusCodes.Status415UnsupportedMediaType, "missing_content_type", "Send Content-Type: application/json.");

    /// <summary>There is no such delivery in the environment.</summary>
    public static readonly VoltageAnswer DeliveryNotFound = Error(
        StatusCodes.Status404NotFound, "webhook_delivery_not_found", "There is no such callback in this environment.");

    /// <summary>No such address in this API.</summary>
    public static readonly VoltageAnswer NotFound = Error(
        StatusCodes.Status404NotFound, "not_found", "There is nothing at this address.");

    /// <summary>The address has other methods.</summary>
    public static readonly VoltageAnswer MethodNotAllowed = Error(
        StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "This address does not have that method.");

    /// <summary>Storage or secrets gave no answer.</summary>
    public static readonly VoltageAnswer Unavailable = Error(
        StatusCodes.Status503ServiceUnavailable,
        "read_temporarily_unavailable",
        "The service is temporarily unavailable.") with { RetryAfterSeconds = RetryAfterSeconds };

    /// <summary>Too many calls, or too many wrong keys from one address.</summary>
    /// <param name="wait">When to try again.</param>
    public static VoltageAnswer RateLimited(TimeSpan wait) => Error(
        StatusCodes.Status429TooManyRequests,
        "rate_limited",
        "Too many requests. Try again after the seconds that Retry-After tells.") with
    {
        RetryAfterSeconds = (int)Math.Ceiling(wait.TotalSeconds),
    };

    /// <summary>A parameter or field is wrong.</summary>
    public static VoltageAnswer InvalidParameter(string detail) =>
        Error(StatusCodes.Status400BadRequest, "invalid_parameter", detail);

    /// <summary>A field that there must be is not there.</summary>
    public static VoltageAnswer MissingParameter(string name) =>
        Error(StatusCodes.Status400BadRequest, "missing_parameter", $"{name}: it is missing.");

    /// <summary>The body is JSON of another form.</summary>
    public static VoltageAnswer InvalidData(string detail) =>
        Error(StatusCodes.Status422UnprocessableEntity, "invalid_data", detail);

    /// <summary>Any error of the contract.</summary>
    public static VoltageAnswer Error(
        int status, string type, string detail, string? code = null, JsonObject? context = null) => VoltageAnswer.Of(
        status,
        new VoltageError(detail, new VoltageErrorBody(type, detail, code, context)),
        VoltageJson.Default.VoltageError);
}
