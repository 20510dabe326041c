"""Letters of a township to its villages: 提醒函, 责令公布通知书, and the 发文登记."""
