using Fulgurite.Money;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// Every refusal in the contract's words. Two shapes, and typed clients choose by status: 400 (and 429) hold
/// <c>{"errors":{field:text}}</c>, all others <c>{"error":text,"code":code}</c>; a body that is not JSON is the one 400
/// of the second shape. 401 and 500 are not part of the contract.
/// </summary>
internal static class AlphaPoErrors
{
    /// <summary>Body or content type is not JSON.</summary>
    public static readonly AlphaPoAnswer BadContentFormat =
        Error(StatusCodes.Status400BadRequest, "Bad content format", "bad_content_format");

    /// <summary>The key header is missing, whatever the address.</summary>
    public static readonly AlphaPoAnswer NoKeyHeader =
        Error(StatusCodes.Status403Forbidden, "No key header", "required_header_key");

    /// <summary>The key is unknown or disabled.</summary>
    public static readonly AlphaPoAnswer BadKeyHeader =
        Error(StatusCodes.Status403Forbidden, "Bad key header", "bad_header_key");

    /// <summary>The signature header is missing.</summary>
    public static readonly AlphaPoAnswer NoSignatureHeader =
        Error(StatusCodes.Status403Forbidden, "No signature header", "required_header_signature");

    /// <summary>The signature is not the body's.</summary>
    public static readonly AlphaPoAnswer BadSignatureHeader =
        Error(StatusCodes.Status403Forbidden, "Bad signature header", "bad_header_signature");

    /// <summary>The caller's address is not on the key's allowlist. Undocumented; text ours.</summary>
    public static readonly AlphaPoAnswer AddressNotAllowed =
        Error(StatusCodes.Status403Forbidden, "IP address is not allowed", "forbidden_ip");

    /// <summary>
    /// More bytes than <see cref="RequestBody.LengthMax"/>. Not "bad content format": that would send its reader
    /// looking for a syntax error. Undocumented; text ours.
    /// </summary>
    public static readonly AlphaPoAnswer BodyTooLarge =
        Error(StatusCodes.Status413PayloadTooLarge, "Request body is too large", "body_too_large");

    /// <summary>No such address, asked with a good signature. Undocumented; text ours.</summary>
    public static readonly AlphaPoAnswer UnknownAddress =
        Error(StatusCodes.Status404NotFound, "Not found", "not_found");

    /// <summary>No transaction of the caller's matches. Undocumented; text ours.</summary>
    public static readonly AlphaPoAnswer TransactionNotFound =
        Error(StatusCodes.Status404NotFound, "Transaction not found", "transaction_not_found");

    /// <summary>More than one of the search parameters: 404 in the contract; text ours.</summary>
    public static readonly AlphaPoAnswer TooManyParameters = Error(
        StatusCodes.Status404NotFound, "Only one of id, foreign_id, txid may be given", "too_many_parameters");

    /// <summary>Storage, secrets or the Lightning node gave no answer; the call may be repeated. Text ours.</summary>
    public static readonly AlphaPoAnswer Unavailable =
        Error(StatusCodes.Status503ServiceUnavailable, "Service is temporarily unavailable", "service_unavailable");

    /// <summary>The conversion is not offered; the words are those of <c>exchange/calculate</c>.</summary>
    public const string ExchangeUnavailable = "Exchange is unavailable for given currencies";

    /// <summary>The amount is not a decimal number.</summary>
    public const string AmountNotANumber = "The amount must be a number.";

    /// <summary>The amount is finer than a satoshi.</summary>
    public const string AmountTooFine = "The amount may not have more than 8 decimal places.";

    /// <summary>The code beside <see cref="NotEnabled"/>.</summary>
    public const string ForbiddenCurrency = "forbidden_currency";

    /// <summary>No search parameter at all.</summary>
    public const string NoParameter = "The id field is required when none of foreign id / txid are present.";

    /// <summary>The method is not the address's; the answer names those that are.</summary>
    public static AlphaPoAnswer WrongMethod(IReadOnlyList<string> allowed) =>
        Error(StatusCodes.Status405MethodNotAllowed, "Method not allowed", "method_not_allowed") with
        {
            Allow = string.Join(", ", allowed),
        };

    /// <summary>One or more fields are refused.</summary>
    public static AlphaPoAnswer Invalid(FieldErrors errors) => Map(StatusCodes.Status400BadRequest, errors);

    /// <summary>The engine refused an invoice.</summary>
    public static AlphaPoAnswer Refused(TakeDepositOutcome outcome) => outcome.Status switch
    {
        TakeDepositStatus.ReceivingDisabled =>
            Invalid("currency", NotEnabled(Currency.Lightning), ForbiddenCurrency),
        TakeDepositStatus.AmountTooSmall => Invalid("amount", TooSmall(outcome.Limit)),
        TakeDepositStatus.AmountTooLarge => Invalid("amount", TooLarge(outcome.Limit)),
        TakeDepositStatus.TooManyUnpaid => TooManyUnpaid(),
        TakeDepositStatus.NodeUnavailable => Unavailable,
        TakeDepositStatus.Taken => throw new InvariantBrokenException("a taken deposit holds its invoice"),
    };

    /// <summary>A required field is absent.</summary>
    public static string Required(string field) => $"The {Words(field)} field is required.";

    /// <summary>A field names no currency that exists.</summary>
    public static string NoSuchCurrency(string field) => $"The selected {Words(field)} is invalid.";

    /// <summary>A currency exists and is not served.</summary>
    public static string NotEnabled(string currency) => $"Currency {currency} is not enabled for your merchant";

    /// <summary>Two currencies are the same.</summary>
    public static string MustDiffer(string field, string other) =>
        $"The {Words(field)} and {Words(other)} must be different.";

    /// <summary>A field is not text.</summary>
    public static string MustBeText(string field) => $"The {Words(field)} must be a string.";

    /// <summary>A field is not a whole number.</summary>
    public static string MustBeInteger(string field) => $"The {Words(field)} must be an integer.";

    /// <summary>A field is neither true nor false.</summary>
    public static string MustBeBoolean(string field) => $"The {Words(field)} field must be true or false.";

    /// <summary>A text is too long.</summary>
    public static string TooLong(string field, int charactersMax) =>
        $"The {Words(field)} may not be greater than {charactersMax} characters.";

    /// <summary>A text holds characters that it may not.</summary>
    public static string BadFormat(string field) => $"The {Words(field)} format is invalid.";

    /// <summary>The amount is below the minimum.</summary>
    public static string TooSmall(Msat minimum) => $"The amount must be at least {minimum.ToBtcText()}.";

    /// <summary>The amount is above the maximum.</summary>
    public static string TooLarge(Msat maximum) => $"The amount may not be greater than {maximum.ToBtcText()}.";

    // "foreign_id" is "foreign id" in the contract's texts.
    private static string Words(string field) => field.Replace('_', ' ');

    private static AlphaPoAnswer Error(int statusCode, string text, string code)
    {
        var writer = new PhpJsonWriter();
        writer.StartObject();
        writer.Member("error", text);
        writer.Member("code", code);
        writer.EndObject();
        return new AlphaPoAnswer(statusCode, writer.ToBytes());
    }

    private static AlphaPoAnswer Invalid(string field, string text, string? code = null)
    {
        var errors = new FieldErrors();
        errors.Add(field, text, code);
        return Invalid(errors);
    }

    // A map, as for any 429 of the contract, whose own sample is not JSON. Text ours.
    private static AlphaPoAnswer TooManyUnpaid()
    {
        var errors = new FieldErrors();
        errors.Add("currency", "Too many unpaid addresses. Please try again later.");
        return Map(StatusCodes.Status429TooManyRequests, errors);
    }

    private static AlphaPoAnswer Map(int statusCode, FieldErrors errors)
    {
        var writer = new PhpJsonWriter();
        errors.Write(writer);
        return new AlphaPoAnswer(statusCode, writer.ToBytes());
    }
}
