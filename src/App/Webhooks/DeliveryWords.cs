using System.Globalization;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Webhooks;

namespace Baotuan.App.Webhooks;

/// <summary>Chinese words for deliveries and tries.</summary>
internal static class DeliveryWords
{
    public static readonly IReadOnlyList<FieldOption> States =
        [.. new[] { DeliveryStates.Waiting, DeliveryStates.Delivered, DeliveryStates.GivenUp, DeliveryStates.Withheld }.Select(s => new FieldOption(s, State(s)))];

    public static string State(string state) => state switch
    {
        DeliveryStates.Waiting => "待发", DeliveryStates.Delivered => "已送达", DeliveryStates.GivenUp => "已放弃", DeliveryStates.Withheld => "无权知道，不发", _ => state,
    };

    public static string Result(AttemptInfo attempt) => attempt.Result switch
    {
        SendResults.NoAnswer => "连不上",
        SendResults.TimedOut => "超时，没有应答",
        SendResults.AddressNotAllowed => "网址指向内部网络，没有发",
        SendResults.NotMade => "消息做不出来，没有发",
        _ => attempt.Status.ToString(CultureInfo.InvariantCulture),
    };
}
