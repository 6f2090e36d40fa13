using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VoltageError))]
[JsonSerializable(typeof(CallbackUrlBody))]
[JsonSerializable(typeof(CallbackPage))]
[JsonSerializable(typeof(CallbackBody))]
internal sealed partial class VoltageJson : JsonSerializerContext
{
    /// <summary>
    /// Writes text as it is: a body that is shown inside a body stays readable. Answers are served as JSON and never
    /// sniffed, so that HTML in them is inert.
    /// </summary>
    public static VoltageJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
