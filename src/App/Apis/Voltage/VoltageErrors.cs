namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// Every refusal of the native API in its contract's words: <c>{"message", "error": {"type", "detail"}}</c>. Clients
/// branch on the type; the message on top is for those that read nothing else.
/// </summary>
internal static class VoltageErrors
{
    /// <summary>No credentials: 400, not 401, in the contract.</summary>
    public static readonly VoltageAnswer MissingCredentials = Error(
        StatusCodes.Status400BadRequest, "missing_credentials", "The X-Api-Key header is missing.");

    /// <summary>The key is not one of ours.</summary>
    public static readonly VoltageAnswer WrongCredentials = Error(
        StatusCodes.Status401Unauthorized, "wrong_credentials", "The API key is not known.");

    /// <summary>The key opens another environment.</summary>
    public static readonly VoltageAnswer AccessRights = Error(
        StatusCodes.Status403Forbidden, "access_rights", "The API key does not open this environment.");

    /// <summary>The body is not JSON of the expected form.</summary>
    public static readonly VoltageAnswer InvalidSyntax = Error(
        StatusCodes.Status400BadRequest, "invalid_syntax", "The body is not the JSON object that is expected here.");

    /// <summary>More than the few bytes that a setting needs.</summary>
    public static readonly VoltageAnswer PayloadTooLarge = Error(
        StatusCodes.Status413PayloadTooLarge, "payload_too_large", "The body is larger than 16 KiB.");

    /// <summary>There is no such delivery in the environment.</summary>
    public static readonly VoltageAnswer DeliveryNotFound = Error(
        StatusCodes.Status404NotFound, "webhook_delivery_not_found", "There is no such callback in this environment.");

    /// <summary>No such address in this API.</summary>
    public static readonly VoltageAnswer NotFound = Error(
        StatusCodes.Status404NotFound, "not_found", "There is nothing at this address.");

    /// <summary>Storage or secrets gave no answer.</summary>
    public static readonly VoltageAnswer Unavailable = Error(
        StatusCodes.Status503ServiceUnavailable,
        "read_temporarily_unavailable",
        "The service is temporarily unavailable.");

    /// <summary>A parameter or field is wrong.</summary>
    public static VoltageAnswer InvalidParameter(string detail) =>
        Error(StatusCodes.Status400BadRequest, "invalid_parameter", detail);

    private static VoltageAnswer Error(int status, string type, string detail) => VoltageAnswer.Of(
        status, new VoltageError(detail, new VoltageErrorBody(type, detail)), VoltageJson.Default.VoltageError);
}
