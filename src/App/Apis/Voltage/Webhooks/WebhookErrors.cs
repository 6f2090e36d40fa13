using System.Text.Json.Nodes;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>What the contract says of webhooks that cannot be had.</summary>
internal static class WebhookErrors
{
    /// <summary>The environment has no such webhook.</summary>
    public static VoltageAnswer NotFound(string? id) => VoltageErrors.Error(
        StatusCodes.Status404NotFound,
        "webhook_not_found",
        "There is no such webhook in this environment.",
        context: new JsonObject { ["webhook_id"] = id });

    /// <summary>The webhook has no such delivery.</summary>
    public static VoltageAnswer DeliveryNotFound(string? id) => VoltageErrors.Error(
        StatusCodes.Status404NotFound,
        "webhook_delivery_not_found",
        "This webhook has no such delivery.",
        context: new JsonObject { ["webhook_delivery_id"] = id });

    /// <summary>The id is taken.</summary>
    public static VoltageAnswer Exists(string id) => VoltageErrors.Error(
        StatusCodes.Status409Conflict,
        "webhook_exists",
        "A webhook of this id exists already.",
        context: new JsonObject { ["webhook_id"] = id });

    /// <summary>What is asked for cannot be a webhook.</summary>
    public static VoltageAnswer Invalid(string detail) =>
        VoltageErrors.Error(StatusCodes.Status400BadRequest, "invalid_webhook", detail);

    /// <summary>The cursor is not one of ours, or of another question.</summary>
    public static VoltageAnswer InvalidCursor { get; } = VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "invalid_cursor",
        "The cursor is not one of ours, or was given for other filters or another order.",
        context: new JsonObject { ["field"] = "cursor", ["recovery"] = "begin again without a cursor" });
}
